/** A pair of wordings to look at: what the first request that came with the project asks for Q2042. */
export const samplePair = {
  current:
    'Tisagenlecleucel, up to 600 million car-positive viable t cells, including leukapheresis and dose preparation procedures, per therapeutic dose',
  proposed: 'Tisagenlecleucel, up to 600 million car-positive viable t cells, per therapeutic dose',
}
