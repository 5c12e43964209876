export function withPicturesInside(text: string, folder: string): string;
