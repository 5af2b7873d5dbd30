/** Precision of weights as they were published, by the data type of the checkpoint. */
export function nativePrecision(nativeDataType: string): string {
  const type = nativeDataType.toLowerCase();
  if (/float32|fp32/.test(type)) return 'fp32';
  if (type.includes('mxfp4')) return 'mxfp4';
  if (/nvfp4|fp4/.test(type)) return 'nvfp4';
  if (/float8|fp8/.test(type)) return 'fp8';
  return type.includes('int4') ? 'int4' : 'bf16';
}
