"""The level and the grade: their own rule, what is given directly, vetoes and quotas, a step each."""
