// Appended to the genuine word-web-16.00.js while it is served: npm froze it before WordApi 1.6,
// so the three paragraph events are added with the library's own event machinery.
(() => {
  const EVENTS = { onParagraphChanged: 9061, onParagraphAdded: 9062, onParagraphDeleted: 9063 };
  for (const [name, eventType] of Object.entries(EVENTS)) {
    if (name in Word.Document.prototype) continue;
    const register = `_Register${name[0].toUpperCase()}${name.slice(1)}`;
    Object.defineProperty(Word.Document.prototype, name, {
      get() {
        this.__events ??= {};
        return (this.__events[name] ??= new OfficeExtension.GenericEventHandlers(this.context, this, name, {
          eventType,
          registerFunc: () => OfficeExtension.BatchApiHelper.invokeMethod(this, register, 0, [], 0, 0),
          unregisterFunc: () => {},
          getTargetIdFunc: () => name,
          eventArgsTransformFunc: (value) => Promise.resolve(value),
        }));
      },
    });
  }
})();
