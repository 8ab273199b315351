/** What can be set in Optimise: names, and what each is good for. */

import type { EncoderName, Noise, OptimiserName, Pooling, Start, StyleLoss } from '../../protocol/optimise';
import type { PresetName } from '../../studio/optimise/presets';
import type { Explained, KnobName } from '../knobs';

export const knobs: Readonly<Record<KnobName, Explained>> = {
  size: { label: 'Size', help: 'Long side of the result in pixels. Twice the size takes four times as long.' },
  steps: { label: 'Steps', help: 'How often the picture is improved. More steps bring it closer to the style.' },
  contentWeight: { label: 'Photo', help: 'How much the result must stay like the photo. 0 forgets the photo.' },
  styleWeight: { label: 'Style', help: 'How much it must become like the style. Ten times as much is a clear change.' },
  variationWeight: { label: 'Smoothness', help: 'Takes out fine noise. Too much of it washes the strokes away.' },
  keepColours: { label: 'Keep the photo’s colours', help: 'Takes strokes and texture from the style, but no colours.' },
  contentLayers: {
    label: 'Layers for the photo',
    help: 'Early layers hold on to every edge, late ones only to what is where.',
  },
  styleLayers: { label: 'Layers for the style', help: 'Early layers bring colours and grain, late ones large shapes.' },
  styleLoss: { label: 'Style is', help: 'Gram matrices are the original. Means and deviations are gentler.' },
  encoder: { label: 'Encoder', help: 'The network that compares the pictures.' },
  pooling: { label: 'Pooling', help: 'How the encoder shrinks what it sees. Averages make softer textures.' },
  start: { label: 'Start from', help: 'From the photo it stays easy to recognise; from noise all of it is made anew.' },
  noiseRatio: { label: 'Share of noise', help: 'How much of the start is noise: 0 is the photo, 1 is noise alone.' },
  noise: { label: 'Kind of noise', help: 'Uniform noise takes all values alike, Gaussian mostly the middle ones.' },
  noiseRange: {
    label: 'Strength of the noise',
    help: 'How far noise goes from mid-grey: 0.5 reaches black and white.',
  },
  seed: { label: 'Seed', help: 'The same number makes the same noise again.' },
  optimiser: { label: 'Method', help: 'L-BFGS is ahead for some sixty steps; Adam needs less time and memory.' },
  rate: {
    label: 'Rate',
    help: 'Length of a step: too long, and the picture breaks up. With several views it falls at the end.',
  },
  stages: {
    label: 'Stages',
    help: 'Begins small and doubles the size: larger strokes, sooner. Each takes all the steps.',
  },
  views: {
    label: 'Views',
    help: 'Looks from so many places in turn. Cleaner, closer pictures from the small encoder; 1 is sharpest.',
  },
  previewEvery: { label: 'Preview every', help: 'Steps between two pictures. Showing them costs a little time.' },
  plateau: {
    label: 'Stop when it gets no better',
    help: 'Ends a stage before its last step when hardly anything changes.',
  },
  patience: { label: 'Steps to look back', help: 'The gain is measured over so many steps.' },
  change: { label: 'Least gain', help: 'The share by which the loss must fall meanwhile: 0.01 is one per cent.' },
};

export const presets: Readonly<Record<PresetName, Explained>> = {
  painting: { label: 'Painting', help: 'The photo, painted with the strokes and colours of the style.' },
  texture: { label: 'Texture', help: 'A new piece of the style, without the photo.' },
  subtle: { label: 'Subtle', help: 'The photo, with no more than a touch of the style.' },
  figure2: {
    label: 'Gatys, figure 2',
    help: 'As in the paper of 2015: out of noise, conv4_2, soft pooling. Its α/β of 1/1000 is 1/10 here: our losses are relative.',
  },
  tutorial: { label: 'TensorFlow tutorial', help: 'As the well-known tutorial does it: Adam, block5_conv2, smoothed.' },
};

export const choices = {
  encoder: { distilled: 'Distilled (fast)', vgg19: 'VGG-19 (the original)' } satisfies Record<EncoderName, string>,
  pooling: { max: 'Maximum', average: 'Average' } satisfies Record<Pooling, string>,
  start: { content: 'The photo', noise: 'Noise', blend: 'A blend of both' } satisfies Record<Start, string>,
  noise: { uniform: 'Uniform', gaussian: 'Gaussian' } satisfies Record<Noise, string>,
  styleLoss: { gram: 'Gram matrices', moments: 'Means and deviations' } satisfies Record<StyleLoss, string>,
  optimiser: { lbfgs: 'L-BFGS', adam: 'Adam' } satisfies Record<OptimiserName, string>,
};

/** How to get an encoder that the server does not have. */
export const missing: Readonly<Record<EncoderName, string>> = {
  distilled:
    'This copy of Easel came without its encoder “encoder-distilled”. Update Easel, or run ' +
    '“python -m export tfjs vgg19 --weights vgg19.npz” to use VGG-19 instead; then build the site anew.',
  vgg19:
    'VGG-19 is not on this server, for it is too large to come with Easel. Run ' +
    '“python -m export tfjs vgg19 --weights vgg19.npz” and build the site anew, or use the distilled encoder.',
};
