import { passages } from '../state/connection.js';

/** Drawn at the same time at most. Under load the numbers tell more than dots. */
const MAXIMUM_DOTS = 80;
/** For one connection and one update. */
const DOTS_PER_CONNECTION = 3;
const TRAVEL_MS = 900;
const SVG = 'http://www.w3.org/2000/svg';

/**
 * Moves a dot along the line for messages that pass. People who asked for less motion get none: then the numbers change only.
 * @param pathOf the line of a connection
 * @returns ends it
 */
export const showTravelling = (
  layer: SVGGElement,
  pathOf: (from: string, to: string) => SVGPathElement | undefined,
): (() => void) => {
  const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');
  return passages.subscribe((list) => {
    if (reducedMotion.matches || document.hidden) return;
    for (const { from, to, count, failed } of list) {
      const path = pathOf(from, to);
      if (!path) continue;
      for (let index = 0; index < Math.min(Math.max(count, failed), DOTS_PER_CONNECTION); index += 1) {
        if (layer.childElementCount >= MAXIMUM_DOTS) return;
        move(layer, path, index * 120, failed > 0);
      }
    }
  });
};

const move = (layer: SVGGElement, path: SVGPathElement, delay: number, isFailed: boolean): void => {
  const dot = document.createElementNS(SVG, 'circle');
  dot.setAttribute('r', '4.5');
  dot.setAttribute('class', isFailed ? 'dot is-failed' : 'dot');
  dot.style.offsetPath = `path("${path.getAttribute('d')}")`;
  layer.append(dot);
  const animation = dot.animate(
    [
      { offsetDistance: '0%', opacity: 0 },
      { offsetDistance: '10%', opacity: 1 },
      { offsetDistance: '90%', opacity: 1 },
      { offsetDistance: '100%', opacity: 0 },
    ],
    { duration: TRAVEL_MS, delay, fill: 'both', easing: 'ease-in-out' },
  );
  animation.onfinish = () => dot.remove();
};
