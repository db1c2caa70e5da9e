/** An icon of the Lucide set, given as its SVG text; decoration, never the only bearer of meaning. */
export function Icon({ svg }: { svg: string }) {
  return <span class="icon" aria-hidden="true" dangerouslySetInnerHTML={{ __html: svg }} />;
}
