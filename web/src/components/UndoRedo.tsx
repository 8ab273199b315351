import { useSyncExternalStore } from 'react';
import { strings } from '../strings';
import type { History } from '../studio/history';
import { ToolButton } from './ToolButton';

/** A step back, and a step forth. */
export function UndoRedo({ history }: { readonly history: History }) {
  const { undo, redo } = useSyncExternalStore(history.store.subscribe, history.store.get);
  const { control } = strings;
  return (
    <>
      <ToolButton
        icon="undo"
        label={control.undo}
        name={control.undoName(undo)}
        disabled={!undo}
        onPress={() => {
          history.undo();
        }}
      />
      <ToolButton
        icon="redo"
        label={control.redo}
        name={control.redoName(redo)}
        disabled={!redo}
        onPress={() => {
          history.redo();
        }}
      />
    </>
  );
}
