import { describe, expect, test } from 'vitest';
import { INITIAL_PRINT, densityOf, printedSize, readWidth, sharpnessOf } from '../../web/src/studio/frame/print';

const picture = { width: 3000, height: 2000 };

test('by pixels per inch, or by the width on paper', () => {
  expect(densityOf(INITIAL_PRINT, picture)).toBeNull();
  expect(densityOf({ ...INITIAL_PRINT, way: '200' }, picture)).toBe(200);
  expect(densityOf({ ...INITIAL_PRINT, way: 'width', width: 254 }, picture)).toBeCloseTo(300);
});

test('the size on paper follows', () => {
  expect(printedSize(picture, 300, 'inch')).toEqual({ width: 10, height: 20 / 3 });
  expect(printedSize(picture, 300, 'cm').width).toBeCloseTo(25.4);
});

test.each([
  [600, 'fine'],
  [250, 'fine'],
  [249, 'good'],
  [150, 'good'],
  [100, 'soft'],
  [72, 'coarse'],
] as const)('%i pixels per inch are %s', (density, sharpness) => {
  expect(sharpnessOf(density)).toBe(sharpness);
});

describe('a width that is written', () => {
  test.each([
    ['20', 'cm', 200],
    [' 20,5 ', 'cm', 205],
    ['7.5', 'inch', 190.5],
    ['1', 'cm', 10],
  ] as const)('%s %s', (text, unit, millimetres) => {
    expect(readWidth(text, unit)).toBeCloseTo(millimetres);
  });

  test.each(['', 'wide', '0', '-3', '0.5', '1e3', '99999', '20 cm', '1.2.3'])('%s is none', (text) => {
    expect(readWidth(text, 'cm')).toBeNull();
  });
});
