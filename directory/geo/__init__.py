"""Places: points on the earth, grid cells, states and countries, and the offline gazetteer."""
