/** How far the sliders of the studio go; numbers beyond can be typed. */

import type { Slider } from './Knob';

function twoDigits(value: number): number {
  return Number(value.toPrecision(2));
}

/** Weights of photo and style. */
export const WEIGHT_SLIDER: Slider = { least: 0.01, most: 1000, isLogarithmic: true, round: twoDigits };
export const SMOOTHNESS_SLIDER: Slider = { least: 0, most: 5, isLogarithmic: false, round: twoDigits };
export const SHARE_SLIDER: Slider = { ...SMOOTHNESS_SLIDER, most: 1 };
export const SIZE_SLIDER: Slider = {
  least: 128,
  most: 1024,
  isLogarithmic: true,
  round: (value) => 32 * Math.round(value / 32),
};
export const STEPS_SLIDER: Slider = {
  least: 10,
  most: 2000,
  isLogarithmic: true,
  round: (value) => Math.round(twoDigits(value)),
};
