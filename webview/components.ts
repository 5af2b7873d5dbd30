// The only import of the component library: changing it changes this file and the tag names in views/.
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeTag,
  type Checkbox,
} from '@vscode/webview-ui-toolkit';

/** Defines the custom elements that the views use: `vscode-button`, `vscode-checkbox`, `vscode-tag`. */
export function registerComponents(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox(), vsCodeTag());
}

/** Whether the check box is ticked. Undefined elements (before registration) count as not ticked. */
export function isTicked(checkbox: HTMLElement): boolean {
  return (checkbox as Partial<Checkbox>).checked === true;
}

/** Ticks or clears the check box. */
export function tick(checkbox: HTMLElement, ticked: boolean): void {
  (checkbox as unknown as Pick<Checkbox, 'checked'>).checked = ticked;
}
