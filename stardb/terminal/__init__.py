"""What the command line prints: Chinese, grouped, plain where it is not a terminal."""
