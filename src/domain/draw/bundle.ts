import { canonical } from './canonical.ts';
import { algorithm, type Candidate, type Draw, type Inspector } from './format.ts';
import { outcomePieces } from './hashing.ts';
import { candidateJson } from './roll.ts';

const candidatesInPiece = 2_000;

/**
 * The bundle that is published, as one canonical JSON document in pieces: a list of a million is never one string. The
 * candidates are read once more, in the order of the roll.
 */
export function* bundlePieces(
  draw: Draw,
  candidates: Iterable<Candidate>,
  inspectors: readonly Inspector[],
): Generator<string> {
  const { beacon, certificate, commit, outcome, reveals } = draw;
  yield `{"beacon":${canonical(beacon)},"candidates":[`;
  let piece: string[] = [];
  let first = true;
  for (const candidate of candidates) {
    piece.push(candidateJson(candidate));
    if (piece.length < candidatesInPiece) continue;
    yield (first ? '' : ',') + piece.join(',');
    first = false;
    piece = [];
  }
  if (piece.length > 0) yield (first ? '' : ',') + piece.join(',');
  yield `],"certificate":${canonical(certificate)},"commit":${canonical(commit)},"format":"${algorithm}",`;
  yield `"inspectors":${canonical(inspectors)},"outcome":`;
  yield* outcomePieces(outcome);
  yield `,"reveals":${canonical(reveals)}}\n`;
}
