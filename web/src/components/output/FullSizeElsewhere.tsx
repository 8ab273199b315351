import { useSyncExternalStore } from 'react';
import type { Output } from '../../studio/output';
import { strings } from '../../strings';
import { spokenOutput } from '../Announcer';
import { FullSizeBar } from './FullSizeBar';

/** The painting at full size, which goes on while the page is in another mode than that in which it was begun. */
export function FullSizeElsewhere({ output }: { readonly output: Output }) {
  const state = useSyncExternalStore(output.store.subscribe, output.store.get);
  return (
    // A landmark while there is something in it; what it says is heard all the same.
    <div
      className="full-size-elsewhere"
      {...(state.run && { role: 'region', 'aria-label': strings.output.atFullSize })}
    >
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
