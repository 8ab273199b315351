/** The studio: what the reader can do, and what follows from it. Knows no component and no DOM. */

import { shownSide } from '../opener/framing';
import type { Colours } from '../protocol/encoder';
import { asEaselError, EaselError } from '../protocol/failure';
import type { OpenerAnswers, Purpose } from '../protocol/opener';
import { fetchCatalogue, type Exhibit } from './catalogue';
import { Choosing } from './choosing';
import type { Detail } from './detail';
import { Endings } from './endings';
import { Engines } from './engines';
import type { Crop } from './frame/crop';
import { Gallery, type GalleryEntry } from './gallery/gallery';
import { History, type Look } from './history';
import { Masks } from './masks/masks';
import { Notices } from './notices';
import { Opener } from './opener';
import { Output } from './output';
import { shownIn } from './outputState';
import type { OptimiserOptions } from './optimise/optimiser';
import type { Phase } from './painter';
import { Paintings } from './paintings';
import {
  INITIAL_STATE,
  styleSource,
  type Chosen,
  type ChosenStyle,
  type Comparison,
  type Painting,
  type StudioState,
} from './state';
import { ScreenPainting } from './screenPainting';
import { Store } from './store';
import type { Surroundings } from './surroundings';
import { isStylesFile } from './styles/myStyles';
import { Styles } from './styles/styles';

export class Studio {
  readonly store: Store<StudioState>;
  readonly notices: Notices;
  readonly engines: Engines;
  readonly output: Output;
  readonly history: History;
  readonly masks: Masks;
  readonly styles: Styles;
  readonly #around: Surroundings;
  readonly #choosing: Choosing;
  readonly #opener: Opener;
  readonly #screen: ScreenPainting;

  constructor(around: Surroundings) {
    this.#around = around;
    const longSide = shownSide(around.memory);
    this.store = new Store({ ...INITIAL_STATE, longSide, forcedBackend: around.backend });
    const { store } = this;
    const notices = new Notices(store);
    this.notices = notices;
    const endings = new Endings(around.locks);
    const engines = new Engines({
      site: around.site,
      backend: around.backend,
      spawn: endings.follow(around.spawnEngine),
      longSide,
      onFallback: notices.fallBack,
      onBackend: (active) => {
        store.set({ backend: active });
      },
    });
    this.engines = engines;
    const { networks, painter } = engines;
    const opener = new Opener(endings.follow(around.spawnOpener), longSide);
    this.#opener = opener;
    this.#choosing = new Choosing({
      store,
      opener,
      onChosen: (purpose) => {
        notices.clear(purpose);
        return this.paint();
      },
      onFailure: notices.fail,
      atScale: (style) => this.styles.atScale(style),
    });
    this.styles = new Styles({
      store,
      choosing: this.#choosing,
      opener,
      encode: (style) => painter.encode(style),
      keeper: around.styleKeeper,
      persist: around.persist,
      saveFile: around.saveFile,
      createPainter: () => engines.createQuickPainter(),
      isResting: () => this.#screen.isResting,
      isReady: () => networks.done,
      canShow: () => networks.done,
      breakOff: () => {
        if (store.get().phase) this.cancel();
      },
      onSettled: () => {
        this.history.settle();
      },
    });
    const paintings = new Paintings({
      store,
      painter,
      onBegin: () => {
        if (engines.isUnknown) notices.fail(new EaselError('backend-unknown'), 'painting');
        else notices.clear('painting');
        return !engines.isUnknown;
      },
      onFailure: (error) => {
        notices.fail(error, 'painting');
      },
    });
    this.masks = new Masks({
      store,
      styleOf: (id) => this.styles.usual(id),
      onChange: () => void this.paint(),
      onFailure: (error) => {
        notices.fail(error, 'style');
      },
    });
    this.#screen = new ScreenPainting({
      store,
      masks: this.masks.store,
      paintings,
      onShow: () => {
        this.output.forget();
      },
    });
    this.output = new Output({
      around,
      spawnEncoder: endings.follow(around.spawnEncoder),
      ...engines.choice,
      open: async (file) => (await opener.open('whole', file)).picture,
      loadTransformer: async () => (await networks.load()).styleTransformer,
      encode: (style) => painter.encode(style),
      makeRoom: () => {
        painter.release();
        this.styles.release();
        paintings.release();
      },
      screenPainted: () => this.#screen.settled(),
      settle: () => endings.settled(),
      shown: () => shownIn(store.get(), this.vectorOf),
      onFallback: notices.fallBack,
      onFailure: (error) => {
        notices.fail(error, 'painting');
      },
    });
    this.history = new History({
      store,
      output: this.output.store,
      goTo: (look) => {
        this.#goTo(look);
      },
    });
  }

  /**
   * Fetches the catalogue and shows the first sample photo.
   * @param restore brings back what was chosen in the visit before; it does not fail
   * @param paints false leaves it to the reader to begin with a painting of that
   */
  async open(restore: () => Promise<void> = () => Promise.resolve(), paints = true): Promise<void> {
    if (this.engines.isUnknown) this.notices.fail(new EaselError('backend-unknown'), 'painting');
    try {
      const [{ samples, styles, gallery: index }] = await Promise.all([
        fetchCatalogue(this.#around.site),
        this.styles.mine.load(),
      ]);
      const gallery = new Gallery(index);
      this.#choosing.useGallery(gallery);
      this.styles.useGallery(gallery);
      const encoder = { encoder: gallery.encoder, styleLength: gallery.styleLength };
      this.store.set({ samples, styles, gallery: gallery.entries, encoder });
      await restore();
      const [first] = samples;
      const { photo, opening } = this.store.get();
      if (first && !photo && opening.photo === null) await this.chooseSample(first);
    } catch (error) {
      this.notices.fail(error, 'photo');
    }
    this.#screen.open();
    this.history.begin();
    if (paints) void this.paint();
  }

  /** Makes ready what can be made ready. What fails here is said when painting needs it, or at once if forced. */
  async warmUp(): Promise<void> {
    if (this.engines.isUnknown) return;
    try {
      await Promise.all([this.engines.painter.warmUp(), this.#choosing.warmUp()]);
    } catch (error) {
      const isNews =
        this.engines.choice.forced && this.store.get().phase === null && asEaselError(error).code !== 'cancelled';
      if (isNews) this.notices.fail(error, 'painting');
    }
  }

  /** Chooses a file of the reader's; where it holds kept styles, they are kept here as well. */
  chooseFile(purpose: Purpose, file: File): Promise<void> {
    if (purpose === 'style' && isStylesFile(file)) return this.styles.mine.import(file);
    return this.#choosing.file(purpose, file, { name: file.name.replace(/\.[^.]*$/, '') });
  }

  /** Chooses a photo that comes with the site. */
  chooseSample(sample: Exhibit): Promise<void> {
    return this.#choosing.sample(sample);
  }

  /** Chooses a style of the gallery, and at the same moment sets what comes with it. */
  chooseStyle(entry: GalleryEntry, also: Partial<StudioState> = {}): Promise<void> {
    return this.styles.choose(entry, also);
  }

  /** Chooses the style, or the mix, that settings refer to; null where a style of it is not here. */
  referStyle(text: string, also: Partial<StudioState> = {}): Promise<void> | null {
    return this.styles.refer(text, also);
  }

  /** The vector of a style; null where the style encoder has not made it yet, or long ago. */
  readonly vectorOf = (style: ChosenStyle): Float32Array | null => this.engines.painter.known(styleSource(style));

  /** Goes back to the reader's own picture. */
  chooseOwn(purpose: Purpose): Promise<void> {
    return this.#choosing.own(purpose);
  }

  /** Paints the chosen photo in the chosen style, and then what a mask leaves in the second; what is not yet done. */
  paint(): Promise<void> {
    return this.#screen.paint();
  }

  /** Breaks off what is under way; photo, style and the painting before stay. */
  cancel(): void {
    this.#screen.cancel();
  }

  /** Paints no photo until {@link wake}, while something else is painted in the chosen style. */
  rest(): void {
    this.#screen.rest();
  }

  /** Paints the chosen photo in the style that is chosen by now. */
  wake(): Promise<void> {
    return this.#screen.wake();
  }

  /**
   * Paints a picture that is not the chosen photo in the chosen style. {@link cancel} breaks it off.
   * @throws EaselError; `cancelled` as well when no style is chosen
   */
  async paintStill(photo: Chosen, onPhase: (phase: Phase) => void): Promise<Painting> {
    const { style } = this.store.get();
    if (!style) throw new EaselError('cancelled');
    return this.engines.paintStill(photo, style, 'fine', onPhase);
  }

  /** Opens a photo without choosing it, at the size that is shown. */
  openPhoto(file: File): Promise<OpenerAnswers['open']> {
    return this.#opener.open('photo', file);
  }

  /**
   * What the optimisation of a picture needs to start workers.
   * @throws EaselError `backend-unknown`
   */
  optimiseOptions(): OptimiserOptions {
    this.engines.demand();
    return this.engines.choice;
  }

  /** Chooses a photo that was opened before, in an earlier visit perhaps; it is painted when the studio wakes. */
  bringBack(photo: Chosen): void {
    this.#choosing.bringBack(photo);
  }

  /** @param strength 0..1 */
  setStrength(strength: number): void {
    this.store.set({ strength: Math.min(1, Math.max(0, strength)) });
  }

  setColours(colours: Colours): void {
    this.store.set({ colours });
  }

  /** How large strokes are: the size at which the network sees the photo. */
  setDetail(detail: Detail): void {
    this.store.set({ detail });
    void this.paint();
  }

  /** Which part of the painting goes into files. */
  setCrop(crop: Crop): void {
    this.store.set({ crop });
  }

  setComparison(comparison: Comparison): void {
    this.store.set({ comparison });
  }

  /** Settings as they are at the first visit; photo and style stay, and so does the way to see them. */
  reset(): void {
    const { strength, colours, mask, rest, detail, crop } = INITIAL_STATE;
    this.history.together(() => {
      this.store.set({ strength, colours, mask, rest, detail, crop });
      this.output.reset();
      void this.styles.setScale(1);
    });
    void this.paint();
  }

  /** Back, or forth, to what was chosen then. */
  #goTo({ output, ...look }: Look): void {
    this.output.choose(output);
    this.store.set({ ...look, opening: { photo: null, style: null }, ...(look.style === null && { painting: null }) });
    if (look.style === null && this.store.get().phase) this.cancel();
    void this.paint();
  }
}
