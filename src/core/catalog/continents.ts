/**
 * Where regions of the large clouds lie, as far as the law of data is concerned: by the beginnings of their names (AWS and
 * Google) and by their countries (Azure). The first that fits counts.
 */
const places: readonly (readonly [RegExp, string])[] = [
  [/^(eu-west-2|europe-west2|uk)/, 'the United Kingdom'],
  [/^(eu-central-2|europe-west6|switzerland)/, 'Switzerland'],
  [/^norway/, 'Norway'],
  [
    /^(eu-|europe-|westeurope|northeurope|france|germany|italy|sweden|poland|spain|austria|belgium|denmark|finland|greece)/,
    'the European Union',
  ],
  [/^(us-|us\d?$|.*us\d?$)/, 'the United States'],
  [/^(ca-|canada|northamerica-northeast)/, 'Canada'],
  [/^(ap-south-|asia-south\d|.*india)/, 'India'],
  [/^(ap-northeast-[13]|asia-northeast[12]|japan)/, 'Japan'],
  [/^(ap-northeast-2|asia-northeast3|korea)/, 'Korea'],
  [/^(ap-southeast-[24]|australia)/, 'Australia'],
  [/^(sa-|southamerica-east|brazil)/, 'Brazil'],
];

/** The jurisdiction that a region lies in; null where that is not known. */
export function jurisdictionOf(region: string): string | null {
  return places.find(([pattern]) => pattern.test(region))?.[1] ?? null;
}
