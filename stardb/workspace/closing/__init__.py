"""A period closed (结转): its archive made, kept and verified, opened again; and what may no longer be changed."""
