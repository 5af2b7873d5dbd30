export type ThemeId = 'light' | 'dark' | 'hc' | 'hc-light';

/** The name of each theme in settings, and the class part by which the workbench shows that it has loaded. */
export const themes: Readonly<Record<ThemeId, { readonly name: string; readonly loaded: string }>> =
  {
    light: { name: 'Default Light Modern', loaded: 'themes-light_modern-json' },
    dark: { name: 'Default Dark Modern', loaded: 'themes-dark_modern-json' },
    hc: { name: 'Default High Contrast', loaded: 'themes-hc_black-json' },
    'hc-light': { name: 'Default High Contrast Light', loaded: 'themes-hc_light-json' },
  };
