/** What is taken home from live painting: recordings, snapshots, and whole painted films. */

import { asEaselError } from '../protocol/failure';
import { blend } from '../saving/blend';
import { recoloured } from '../saving/recolour';
import type { Chosen, News } from '../studio/state';
import type { Store } from '../studio/store';
import { FrameRate } from './frameRate';
import type { Hold, PaintLoop } from './paintLoop';
import type { LiveState, Still } from './state';
import type { StudioLike, Surroundings } from './surroundings';
import { Tape } from './tape';

export interface TakesOptions {
  readonly around: Surroundings;
  readonly studio: StudioLike;
  readonly store: Store<LiveState>;
  readonly loop: PaintLoop;
  /** What goes on by itself, and stops for as long as something else is painted. */
  readonly holds: readonly Holdable[];
  readonly tell: (news: News) => void;
  readonly fail: (error: unknown) => void;
}

interface Holdable {
  hold(why: Hold): void;
  release(why: Hold): void;
}

export class Takes {
  readonly #options: TakesOptions;
  readonly #tape: Tape;
  #rate = new FrameRate();
  #exporting: AbortController | null = null;
  #stills = 0;
  /** Number of the newest painting of a snapshot; older ones no longer matter. */
  #stillTurn = 0;

  constructor(options: TakesOptions) {
    this.#options = options;
    this.#tape = new Tape((recording) => {
      options.store.set({ recording });
    });
  }

  /** Records what the canvas shows, from now on. */
  startRecording(): void {
    const { around, store, fail } = this.#options;
    const { source, facts } = store.get();
    if (this.#tape.isRunning || !source || !facts) return;
    try {
      this.#tape.start(around.record());
    } catch (error) {
      fail(error);
    }
  }

  /** Ends the recording and saves it. */
  async stopRecording(): Promise<void> {
    const { around, fail } = this.#options;
    const style = this.#styleName();
    try {
      const recording = await this.#tape.stop();
      if (recording) around.saveRecording(recording, around.names.recording, style);
    } catch (error) {
      fail(error);
    }
  }

  /** Takes the picture of this moment at its full size and lets the network for photos paint it. */
  async takeStill(): Promise<void> {
    const { around, store, fail } = this.#options;
    const { source, mirror, still } = store.get();
    if (!source || still) return;
    try {
      const picture = around.takeStill(source.video, mirror);
      const { width: originalWidth, height: originalHeight } = picture;
      const { still: name } = around.names;
      const id = `still-${String(++this.#stills)}`;
      await this.#paintStill({ id, name, description: '', picture, originalWidth, originalHeight });
    } catch (error) {
      fail(error);
    }
  }

  /** Paints the snapshot that is shown in the style that is chosen by now. */
  async repaintStill(): Promise<void> {
    const { still } = this.#options.store.get();
    if (still) await this.#paintStill(still.photo);
  }

  /** Back to the moving picture; breaks off a snapshot that is still being painted. */
  closeStill(): void {
    const { store, studio } = this.#options;
    const { still } = store.get();
    if (!still) return;
    this.#stillTurn++;
    store.set({ still: null });
    if (still.phase) studio.cancel();
    this.release('still');
  }

  /** Saves the snapshot, in the colours and at the strength that are set, as a PNG. */
  async saveStill(): Promise<void> {
    const { around, store, studio, fail } = this.#options;
    const painting = store.get().still?.painting;
    if (!painting) return;
    const { strength, colours } = studio.store.get();
    const { picture: photo } = painting.photo;
    try {
      const picture = blend(photo, recoloured(photo, painting.picture, colours), strength);
      await around.savePng(picture, painting.photo.name, painting.style.name);
    } catch (error) {
      fail(asEaselError(error, 'save-failed'));
    }
  }

  /** Paints the whole film, however long it takes, and saves it. */
  async exportFilm(): Promise<void> {
    const { around, store, loop, tell, fail } = this.#options;
    const { source, facts } = store.get();
    if (this.#exporting || source?.kind !== 'film' || !facts) return;
    const exporting = new AbortController();
    this.#exporting = exporting;
    this.hold('export');
    store.set({ exporting: 0, notice: null });
    try {
      const recording = await around.exportFilm({
        film: source,
        rate: this.#rate.value,
        canvas: around.canvas,
        paint: (frame) => loop.paint(frame),
        signal: exporting.signal,
        onProgress: (share) => {
          if (this.#exporting === exporting) store.set({ exporting: share });
        },
        onSilent: () => {
          tell({ kind: 'no-sound' });
        },
      });
      if (!exporting.signal.aborted) around.saveRecording(recording, source.name, this.#styleName());
    } catch (error) {
      fail(error);
    } finally {
      if (this.#exporting === exporting) this.#endExport();
    }
  }

  cancelExport(): void {
    this.#exporting?.abort();
    this.#endExport();
  }

  /** Stops frames, film and recording for a while. */
  hold(why: Hold): void {
    for (const held of [...this.#options.holds, this.#tape]) held.hold(why);
  }

  release(why: Hold): void {
    for (const held of [...this.#options.holds, this.#tape]) held.release(why);
  }

  /** The source goes: what was recorded is saved, the rest is broken off. */
  abandon(): void {
    void this.stopRecording();
    this.closeStill();
    this.cancelExport();
    this.#rate = new FrameRate();
  }

  /** @param mediaTime when a frame that was shown stands in the film, in seconds */
  noteFrame(mediaTime: number): void {
    if (!this.#exporting) this.#rate.add(mediaTime);
  }

  async #paintStill(photo: Chosen): Promise<void> {
    const { store, studio, fail } = this.#options;
    const turn = ++this.#stillTurn;
    const show = (change: Pick<Still, 'phase' | 'painting'>): void => {
      if (turn === this.#stillTurn && store.get().still) store.set({ still: { photo, ...change } });
    };
    // Two networks at a time would each take twice as long.
    this.hold('still');
    store.set({ still: { photo, phase: { kind: 'preparing' }, painting: null } });
    try {
      const painting = await studio.paintStill(photo, (phase) => {
        show({ phase, painting: null });
      });
      show({ phase: null, painting });
    } catch (error) {
      if (turn !== this.#stillTurn) return;
      this.closeStill();
      fail(error);
    }
  }

  #endExport(): void {
    if (!this.#exporting) return;
    this.#exporting = null;
    this.#options.store.set({ exporting: null });
    this.release('export');
  }

  #styleName(): string {
    return this.#options.studio.store.get().style?.name ?? '';
  }
}
