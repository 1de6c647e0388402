/** Size of a card as drawn by cards.css; used to place new ones under the pointer. */
export const CARD_WIDTH_PX = 208;
export const CARD_HEIGHT_PX = 197;
