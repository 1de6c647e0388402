/** Every journey fails when the page throws or writes an error to the console. */
import { expect, test as base } from '@playwright/test';

interface Journey {
  /** What the page complained about; a journey that provokes a complaint empties it. */
  readonly complaints: string[];
}

export const test = base.extend<Journey>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(`${error.name}: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await use(complaints);
      expect(complaints, 'errors of the page').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
