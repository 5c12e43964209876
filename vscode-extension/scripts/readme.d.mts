export function withoutPictures(text: string): string;
