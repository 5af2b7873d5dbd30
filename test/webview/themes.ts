/**
 * The theme variables of VS Code that the report page and its component library read, as VS Code 1.100 sets them in a
 * webview, and the class it puts on the body.
 */
export interface Theme {
  readonly bodyClass: string;
  readonly variables: Readonly<Record<string, string>>;
}

const fonts = {
  'font-family': 'system-ui, "DejaVu Sans", sans-serif',
  'font-size': '13px',
  'font-weight': 'normal',
  'editor-font-family': '"DejaVu Sans Mono", monospace',
};

export const themes = {
  light: {
    bodyClass: 'vscode-light',
    variables: {
      ...fonts,
      foreground: '#3b3b3b',
      descriptionForeground: '#3b3b3b',
      errorForeground: '#d1242f',
      focusBorder: '#005fb8',
      'textLink-foreground': '#005fb8',
      'editor-background': '#ffffff',
      'editorWidget-background': '#f8f8f8',
      'editorWidget-border': '#c8c8c8',
      'panel-border': '#e5e5e5',
      'editorWarning-foreground': '#bf8803',
      'editorError-foreground': '#e51400',
      'list-hoverBackground': '#f2f2f2',
      'list-inactiveSelectionBackground': '#e4e6f1',
      'charts-blue': '#1a85ff',
      'charts-purple': '#652d90',
      'charts-orange': '#d18616',
      'charts-green': '#388a34',
      'button-background': '#005fb8',
      'button-foreground': '#ffffff',
      'button-hoverBackground': '#0258a8',
      'button-border': '#0000001a',
      'button-secondaryBackground': '#e5e5e5',
      'button-secondaryForeground': '#3b3b3b',
      'button-secondaryHoverBackground': '#cccccc',
      'checkbox-background': '#f8f8f8',
      'checkbox-border': '#cecece',
      'checkbox-foreground': '#3b3b3b',
      'badge-background': '#cccccc',
      'badge-foreground': '#3b3b3b',
    },
  },
  dark: {
    bodyClass: 'vscode-dark',
    variables: {
      ...fonts,
      foreground: '#cccccc',
      descriptionForeground: '#9d9d9d',
      errorForeground: '#f85149',
      focusBorder: '#0078d4',
      'textLink-foreground': '#4daafc',
      'editor-background': '#1f1f1f',
      'editorWidget-background': '#202020',
      'editorWidget-border': '#454545',
      'panel-border': '#2b2b2b',
      'editorWarning-foreground': '#cca700',
      'editorError-foreground': '#f14c4c',
      'list-hoverBackground': '#2a2d2e',
      'list-inactiveSelectionBackground': '#37373d',
      'charts-blue': '#3794ff',
      'charts-purple': '#b180d7',
      'charts-orange': '#d18616',
      'charts-green': '#89d185',
      'button-background': '#0078d4',
      'button-foreground': '#ffffff',
      'button-hoverBackground': '#026ec1',
      'button-border': '#ffffff12',
      'button-secondaryBackground': '#313131',
      'button-secondaryForeground': '#cccccc',
      'button-secondaryHoverBackground': '#3c3c3c',
      'checkbox-background': '#313131',
      'checkbox-border': '#3c3c3c',
      'checkbox-foreground': '#cccccc',
      'badge-background': '#616161',
      'badge-foreground': '#f8f8f8',
    },
  },
  'high-contrast': {
    bodyClass: 'vscode-high-contrast',
    variables: {
      ...fonts,
      foreground: '#ffffff',
      descriptionForeground: '#ffffffb3',
      errorForeground: '#f48771',
      focusBorder: '#f38518',
      contrastBorder: '#6fc3df',
      contrastActiveBorder: '#f38518',
      'textLink-foreground': '#21a6ff',
      'editor-background': '#000000',
      'editorWidget-background': '#0c141f',
      'editorWidget-border': '#6fc3df',
      'panel-border': '#6fc3df',
      'editorWarning-foreground': '#ffd370',
      'editorError-foreground': '#f48771',
      'charts-blue': '#59a4f9',
      'charts-purple': '#b180d7',
      'charts-orange': '#d18616',
      'charts-green': '#89d185',
      'button-foreground': '#ffffff',
      'button-border': '#6fc3df',
      'button-secondaryForeground': '#ffffff',
      'checkbox-background': '#000000',
      'checkbox-border': '#6fc3df',
      'checkbox-foreground': '#ffffff',
      'badge-background': '#000000',
      'badge-foreground': '#ffffff',
    },
  },
} satisfies Record<string, Theme>;

export type ThemeName = keyof typeof themes;

/** The variables as a style sheet, as VS Code gives them to a webview. */
export function themeSheet(name: ThemeName): string {
  const lines = Object.entries(themes[name].variables).map(
    ([variable, value]) => `--vscode-${variable}: ${value};`,
  );
  return `html { ${lines.join(' ')} }`;
}
