import { createRequire } from 'node:module';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds, a line for each element. A menu floats outside of all landmarks: `isFloating`. */
export async function violations(page: Page, isFloating = false): Promise<string[]> {
  await page.addScriptTag({ path: AXE });
  const results = await page.evaluate(async (enabled) => {
    const { axe } = window as unknown as {
      axe: { run(options: RunOptions): Promise<AxeResults> };
    };
    return axe.run({ rules: { region: { enabled } } });
  }, !isFloating);
  expect(results.passes.length, 'rules that found something to check').toBeGreaterThan(20);
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help} ${String(target)} ${failureSummary}`),
  );
}
