"""What goes out of the offer: one folder for each format. Reads `offer.facts`, where what is confidential ends."""
