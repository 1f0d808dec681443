import { defineWords } from './words.ts';

export const fileWords = defineWords({});
