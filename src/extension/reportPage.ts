/** Addresses and permissions of the report page. */
export interface PageResources {
  readonly script: string;
  readonly styles: string;
  /** Source expression of the content security policy from which styles may come. */
  readonly styleSource: string;
  /** Unguessable, and another one every time. */
  readonly nonce: string;
}

/** The empty page; everything on it comes by message. Nothing runs but our one script, nothing loads from elsewhere. */
export function reportPage({ script, styles, styleSource, nonce }: PageResources): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    // The component library tries once, with an empty style element, whether the browser knows :focus-visible.
    `style-src ${styleSource} 'nonce-${nonce}'`,
    `font-src ${styleSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${nonce}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${styles}">
<title>Serving Cost</title>
</head>
<body>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
