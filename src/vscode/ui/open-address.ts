import * as vscode from 'vscode';

/**
 * Opens a web address exactly as it is written. The editor's Uri is no URL: it decodes what it takes apart, and what it puts together
 * again is another address (`%26` becomes `&`, `%2F` a slash). Its types want one all the same, but it takes a text too, and opens
 * that as it is.
 */
export const openAddress = async (address: string): Promise<void> => {
  await vscode.env.openExternal(address as unknown as vscode.Uri);
};
