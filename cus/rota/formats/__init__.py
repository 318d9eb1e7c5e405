"""Problems and rotas as others write them down, and as we do."""
