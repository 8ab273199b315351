import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Purpose } from '../protocol/opener';
import type { StudioState } from '../studio/state';
import type { Store } from '../studio/store';
import type { Studio } from '../studio/studio';
import { useIncoming, type Takers } from './incoming';
import type { Dropped } from './series/dropped';

/** What lies behind a mode of the page: entered while the mode is open. */
interface Room<State extends object> {
  readonly store: Store<State>;
  enter(): Promise<void>;
  leave(): void;
}

/** What becomes of files that are dropped or pasted outside of the place for styles. */
export interface Incoming<R> extends Pick<Takers, 'kind'> {
  readonly open: (room: R, file: File) => Promise<void>;
  /** There was no file in it. */
  readonly nothing: (room: R) => void;
  /** A file in the place for styles; without it that is chosen in the app. */
  readonly openStyle?: (room: R, file: File) => Promise<void>;
  /** Several files, or folders; without it the first file is taken. */
  readonly several?: (room: R, dropped: Dropped) => Promise<void>;
}

interface RoomInUse<State extends object> {
  readonly state: State;
  readonly studioState: StudioState;
  /** What a file that hangs over the page right now would become, or null. */
  readonly over: Purpose | null;
}

/** @param incoming the same from render to render */
export function useRoom<State extends object, R extends Room<State>>(
  room: R & Room<State>,
  studio: Studio,
  incoming: Incoming<R>,
): RoomInUse<State> {
  const state = useSyncExternalStore(room.store.subscribe, room.store.get);
  const studioState = useSyncExternalStore(studio.store.subscribe, studio.store.get);
  const takers = useMemo<Takers>(
    () => ({
      kind: incoming.kind,
      onFile: (purpose, file) => {
        if (purpose === 'photo') void incoming.open(room, file);
        else void (incoming.openStyle?.(room, file) ?? studio.chooseFile('style', file));
      },
      onNothing: () => {
        incoming.nothing(room);
      },
      ...(incoming.several && { onSeveral: (dropped: Dropped) => void incoming.several?.(room, dropped) }),
    }),
    [studio, room, incoming],
  );
  const over = useIncoming(takers);

  useEffect(() => {
    void room.enter();
    return () => {
      room.leave();
    };
  }, [room]);

  return { state, studioState, over };
}
