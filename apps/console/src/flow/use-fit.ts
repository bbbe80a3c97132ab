import { useLayoutEffect, useState } from 'preact/hooks';
import type { RefObject } from 'preact';

/** Smaller than this, the names could not be read: then the picture is scrolled. */
const SMALLEST = 0.75;

/** The factor with which a picture of this width fits into an element, at most 1. */
export const useFit = (element: RefObject<HTMLElement | null>, width: number): number => {
  const [factor, setFactor] = useState(1);
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return undefined;
    const fit = (): void => setFactor(Math.min(1, Math.max(SMALLEST, current.clientWidth / width)));
    const observer = new ResizeObserver(fit);
    observer.observe(current);
    return () => observer.disconnect();
  }, [width]);
  return factor;
};
