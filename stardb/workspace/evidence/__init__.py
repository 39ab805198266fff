"""Evidence (佐证材料) laid in `evidence/<period>/`: whose each file is and for which indicator, and what is missing."""
