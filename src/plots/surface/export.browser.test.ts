import { expect, test } from 'vitest';
import { createSurface } from './surface.ts';
import { createTestHost } from './testHost.ts';

test('a plot leaves the page as vectors with its title, its text and its images', async () => {
  const host = createTestHost(200, 100);
  const pixel = document.createElement('canvas');
  pixel.width = pixel.height = 1;
  const surface = createSurface(host.container, {
    label: 'Test',
    describe: () => '',
    draw: ({ context }) => {
      context.beginPath();
      context.moveTo(0, 0);
      context.lineTo(200, 100);
      context.stroke();
      context.fillText('μs & more', 10, 10);
      context.drawImage(pixel, 0, 0, 50, 50);
    },
  });
  surface.outlets.resize();
  const blob = await surface.outlets.exportSvg('A < B', 'seed 1');
  expect(blob.type).toBe('image/svg+xml');
  const svg = new DOMParser().parseFromString(await blob.text(), 'image/svg+xml');
  expect(svg.querySelector('parsererror')).toBeNull();
  const texts = [...svg.querySelectorAll('text')].map(({ textContent }) => textContent);
  expect(texts).toEqual(['A < B', 'seed 1', 'μs & more']);
  expect(svg.querySelectorAll('path').length).toBeGreaterThan(0);
  expect(svg.querySelector('image')?.getAttribute('style')).toBe('image-rendering: pixelated');
  expect(svg.documentElement.getAttribute('viewBox')).toBe('0 0 232 184');
  surface.outlets.destroy();
  host.remove();
});
