import { useSyncExternalStore } from 'react';
import { strings } from '../../strings';
import type { MyStyles } from '../../studio/styles/myStyles';
import { CloseButton } from '../CloseButton';

interface Props {
  readonly mine: MyStyles;
}

/** What there is to say about kept styles, until it is dismissed. */
export function KeptMessage({ mine }: Props) {
  const words = strings.styles;
  const { message } = useSyncExternalStore(mine.store.subscribe, mine.store.get);
  if (!message) return null;
  const isProblem = message.kind !== 'kept' && message.kind !== 'imported';
  return (
    <p className={`keep-message${isProblem ? ' keep-problem' : ''}`}>
      <span>{words.message(message)}</span>
      <CloseButton
        label={words.dismiss}
        onPress={() => {
          mine.dismiss();
        }}
      />
    </p>
  );
}
