/** A run that the browser keeps, so that it survives a reload. */

import {
  ENDINGS,
  isOptimiseSettings,
  isOptimiseState,
  type OptimiseSettings,
  type OptimiseStage,
  type OptimiseState,
} from '../../protocol/optimise';
import { isCount, isOneOf, isPicture, isRecord, isSide, isString } from '../../protocol/guards';
import type { Chosen } from '../state';
import { isLossHistory } from './lossHistory';
import { isMoment, type Moment } from './moments';
import { newRun, type Run } from './state';

/** What a run is made of, from its start to its end. */
export interface KeptInput {
  readonly photo: Chosen;
  readonly styles: readonly Chosen[];
}

/** How far it is. */
export interface KeptProgress extends Pick<
  Run,
  'stages' | 'stage' | 'step' | 'total' | 'milliseconds' | 'picture' | 'history' | 'ending'
> {
  /** With all that was changed on the way. */
  readonly settings: OptimiseSettings;
  readonly state: OptimiseState;
  /** Easel before these were kept left them out. */
  readonly chosenSteps?: Run['chosenSteps'];
}

/** What the reader has changed since, which is kept without taking a new state. */
export type KeptNotes = Pick<Run, 'settings' | 'chosenSteps'>;

export interface KeptRun {
  readonly input: KeptInput;
  readonly progress: KeptProgress;
  readonly moments: readonly Moment[];
}

/**
 * Where a run is kept: one at a time, for all pages of this site. So it carries the id of its run, and of a run that
 * another has taken the place of nothing is kept any more. Everything throws what the browser's storage throws.
 */
export interface RunKeeper {
  /** The run that is kept, unchecked, with its notes; null where there is none. */
  readonly load: () => Promise<unknown>;
  /** Forgets the run before, and keeps what the new one is made of. */
  readonly begin: (id: string, input: KeptInput) => Promise<void>;
  /** The kept run goes on under this id, from so many steps. */
  readonly claim: (id: string, total: number) => Promise<void>;
  /** False where another run is kept by now. */
  readonly save: (id: string, progress: KeptProgress, moments: readonly Moment[]) => Promise<boolean>;
  readonly note: (id: string, notes: KeptNotes) => Promise<boolean>;
  readonly discard: () => Promise<void>;
}

/** What {@link RunKeeper.load} found, checked; null also for what an older or newer Easel has kept. */
export function readKeptRun(value: unknown): KeptRun | null {
  if (!isRecord(value)) return null;
  const { input, moments, notes } = value;
  const progress = withViews(value['progress']);
  const isRun =
    isRecord(input) &&
    isChosen(input['photo']) &&
    Array.isArray(input['styles']) &&
    input['styles'].length > 0 &&
    input['styles'].every(isChosen) &&
    isProgress(progress) &&
    Array.isArray(moments) &&
    moments.every(isMoment);
  if (!isRun) return null;
  const kept = { ...value, progress } as unknown as KeptRun;
  return isNotes(notes) ? { ...kept, progress: { ...kept.progress, ...notes } } : kept;
}

/** Runs that were kept before there were several views had one. */
function withViews(progress: unknown): unknown {
  if (!isRecord(progress) || !isRecord(progress['settings'])) return progress;
  return { ...progress, settings: { views: 1, ...progress['settings'] } };
}

function isNotes(value: unknown): value is KeptNotes {
  return isRecord(value) && isOptimiseSettings(value['settings']) && isChosenSteps(value['chosenSteps']);
}

function isChosenSteps(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.every(isCount));
}

function isProgress(value: unknown): value is KeptProgress {
  return (
    isRecord(value) &&
    isOptimiseSettings(value['settings']) &&
    isOptimiseState(value['state']) &&
    Array.isArray(value['stages']) &&
    value['stages'].every(isStage) &&
    [value['stage'], value['step'], value['total']].every(isCount) &&
    (value['milliseconds'] === null || typeof value['milliseconds'] === 'number') &&
    (value['picture'] === null || isPicture(value['picture'])) &&
    isLossHistory(value['history']) &&
    (value['chosenSteps'] === undefined || isChosenSteps(value['chosenSteps'])) &&
    (value['ending'] === null || isOneOf(value['ending'], ENDINGS))
  );
}

function isStage(value: unknown): value is OptimiseStage {
  return isRecord(value) && isSide(value['width']) && isSide(value['height']);
}

function isChosen(value: unknown): value is Chosen {
  return (
    isRecord(value) &&
    [value['id'], value['name'], value['description']].every(isString) &&
    isPicture(value['picture']) &&
    isSide(value['originalWidth']) &&
    isSide(value['originalHeight'])
  );
}

/** What is kept of the pictures that a run is made of: not the files, which tell more than can be seen. */
export function inputOf({ photo, styles }: Run): KeptInput {
  return { photo: withoutFile(photo), styles: styles.map(withoutFile) };
}

function withoutFile({ id, name, description, picture, originalWidth, originalHeight }: Chosen): Chosen {
  return { id, name, description, picture, originalWidth, originalHeight };
}

/** The part of a run that is kept beside the optimiser's state. */
export function progressOf(run: Run, state: OptimiseState): KeptProgress {
  const { settings, chosenSteps, stages, stage, step, total, milliseconds, picture, history, ending } = run;
  return { settings, chosenSteps, state, stages, stage, step, total, milliseconds, picture, history, ending };
}

/** The run as it was kept; it takes no steps yet. */
export function runOf({ input, progress, moments }: KeptRun): Run {
  const { settings, chosenSteps = null, stages, stage, step, total, milliseconds, picture, history, ending } = progress;
  const status = ending === null ? 'paused' : 'done';
  const place = { stages, stage, step, total, milliseconds, picture, history, ending, moments, chosenSteps };
  return { ...newRun(settings, input.photo, input.styles), ...place, status, phase: null };
}
