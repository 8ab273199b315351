import { useLayoutEffect, useRef } from 'react';

interface Props {
  readonly element: HTMLElement;
  readonly className: string;
  /** What is to be seen; null while the element shows nothing of its own. */
  readonly label: string | null;
}

/** Shows an element that lives longer than the component. */
export function Host({ element, className, label }: Props) {
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    host.current?.replaceChildren(element);
  }, [element]);
  return label === null ? (
    <div ref={host} className={className} aria-hidden="true" />
  ) : (
    <div ref={host} className={className} role="img" aria-label={label} />
  );
}
