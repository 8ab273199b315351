import { useSyncExternalStore } from 'react';
import type { Output } from '../../studio/output';
import { spokenOutput } from '../Announcer';
import { FullSizeBar } from './FullSizeBar';

/** The painting at full size, which goes on while the page is in another mode than that in which it was begun. */
export function FullSizeElsewhere({ output }: { readonly output: Output }) {
  const state = useSyncExternalStore(output.store.subscribe, output.store.get);
  return (
    <div className="full-size-elsewhere">
      {state.run && (
        <FullSizeBar
          phase={state.run.phase}
          onCancel={() => {
            output.cancel();
          }}
        />
      )}
      <span className="visually-hidden" role="status">
        {spokenOutput(state)}
      </span>
    </div>
  );
}
