"""How dragoman's language model is made; never needed to use dragoman."""
