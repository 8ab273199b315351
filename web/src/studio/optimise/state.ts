/** What the optimisation studio shows. */

import type { ActiveBackend, BackendName } from '../../protocol/engine';
import type { FailureCode } from '../../protocol/failure';
import {
  DEFAULT_SETTINGS,
  type EncoderName,
  type Ending,
  type OptimiseSettings,
  type OptimiseStage,
  type SettingsProblem,
} from '../../protocol/optimise';
import type { Picture } from '../../protocol/picture';
import type { Phase } from '../painter';
import type { Chosen } from '../state';
import type { Encoders } from './encoders';
import { NO_LOSSES, type LossHistory } from './lossHistory';
import { stripSteps, type Moment } from './moments';

/** `pausing` ends with the steps that are under way. A run that is done can only be looked at and saved. */
export type RunStatus = 'starting' | 'running' | 'pausing' | 'paused' | 'done';

/** One picture that is being optimised. */
export interface Run {
  /** Another one each time that it is begun or gone on with: of two pages only the newer may keep it. */
  readonly id: string;
  readonly photo: Chosen;
  readonly styles: readonly Chosen[];
  readonly settings: OptimiseSettings;
  readonly status: RunStatus;
  /** What is waited for while it starts. */
  readonly phase: Phase | null;
  readonly backend: ActiveBackend | null;
  /** What it needs at its largest stage, by estimate; null while no worker has said so. */
  readonly bytes: number | null;
  readonly stages: readonly OptimiseStage[];
  /** From 0. */
  readonly stage: number;
  /** Steps done in this stage, and in all. */
  readonly step: number;
  readonly total: number;
  /** A step's, once there was one. */
  readonly milliseconds: number | null;
  /** The newest picture. */
  readonly picture: Picture | null;
  readonly history: LossHistory;
  readonly moments: readonly Moment[];
  /** Steps of the moments that the reader wants in the strip; null: those that Easel finds good. */
  readonly chosenSteps: readonly number[] | null;
  readonly ending: Ending | null;
}

/** What is said of a run that the browser keeps from an earlier visit. */
export interface KeptSummary {
  readonly photo: Pick<Chosen, 'id' | 'name'>;
  readonly styles: readonly Pick<Chosen, 'id' | 'name'>[];
  readonly total: number;
  readonly isDone: boolean;
}

/** Something that the reader is told; `id` is new for each. */
export type OptimiseNotice = { readonly id: number } & OptimiseNews;

/** Why a run is not kept: no room, no permission, or another page has begun or discarded one meanwhile. */
export type NotKept = 'full' | 'refused' | 'replaced';

export type OptimiseNews =
  | { readonly kind: 'failure'; readonly code: FailureCode }
  | { readonly kind: 'fallback'; readonly from: BackendName }
  | { readonly kind: 'problem'; readonly problem: SettingsProblem }
  /** The server does not have this encoder. */
  | { readonly kind: 'missing'; readonly encoder: EncoderName }
  | { readonly kind: 'memory'; readonly bytes: number; readonly limit: number; readonly possible: number | null }
  | { readonly kind: 'storage'; readonly reason: NotKept }
  /** Settings came out of a file; `styles` is for how many style pictures they were. */
  | { readonly kind: 'restored'; readonly styles: number }
  /** The photo that was opened is a painting of Photo's, whose settings are none of these. */
  | { readonly kind: 'painting' }
  | { readonly kind: 'no-file' };

/** What is being made of the moments for a download. */
export type Making = 'strip' | 'film' | 'loop';

export interface OptimiseStudioState {
  /** As they are in the form; what is wrong with them is said, and found again when a run is to start. */
  readonly settings: OptimiseSettings;
  /** The style that is chosen here; the app may have chosen another, or one that is no picture. */
  readonly style: Chosen | null;
  /** The picture of the reader's that was brought here last. */
  readonly ownStyle: Chosen | null;
  /** Id of the style that is being opened, or the name of its file. */
  readonly openingStyle: string | null;
  /** Styles beside the one that is chosen. */
  readonly mix: readonly Chosen[];
  /** What the server has; null until that is known. */
  readonly encoders: Encoders | null;
  readonly run: Run | null;
  readonly kept: KeptSummary | null;
  readonly making: Making | null;
  readonly notice: OptimiseNotice | null;
}

export const INITIAL_OPTIMISE_STATE: OptimiseStudioState = {
  settings: DEFAULT_SETTINGS,
  style: null,
  ownStyle: null,
  openingStyle: null,
  mix: [],
  encoders: null,
  run: null,
  kept: null,
  making: null,
  notice: null,
};

/** A run before its first step. */
export function newRun(settings: OptimiseSettings, photo: Chosen, styles: readonly Chosen[]): Run {
  return {
    id: `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`,
    photo,
    styles,
    settings,
    status: 'starting',
    phase: { kind: 'preparing' },
    backend: null,
    bytes: null,
    stages: [],
    stage: 0,
    step: 0,
    total: 0,
    milliseconds: null,
    picture: null,
    history: NO_LOSSES,
    moments: [],
    chosenSteps: null,
    ending: null,
  };
}

/** The style pictures of a run: those of the mix, then the chosen one. */
export function stylesOf(mix: readonly Chosen[], chosen: Chosen | null): readonly Chosen[] {
  if (!chosen) return mix;
  return mix.some(({ id }) => id === chosen.id) ? mix : [...mix, chosen];
}

/** The names of the styles in one. */
export function styleNames(styles: readonly Chosen[]): string {
  return styles.map(({ name }) => name).join(' + ');
}

/** The moments that go into the strip. */
export function stripMoments({ moments, chosenSteps }: Run): readonly Moment[] {
  const steps = chosenSteps ?? stripSteps(moments);
  return moments.filter(({ step }) => steps.includes(step));
}

/** The weights of so many styles, filled up with ones. */
export function weightsOf({ styleWeights }: OptimiseSettings, styles: number): readonly number[] {
  return Array.from({ length: styles }, (_, i) => styleWeights[i] ?? 1);
}

/** The settings for so many styles; weights that are all the same need not be told. */
export function settingsFor(settings: OptimiseSettings, styles: number): OptimiseSettings {
  const weights = weightsOf(settings, styles);
  return { ...settings, styleWeights: weights.every((weight) => weight === weights[0]) ? [] : weights };
}
