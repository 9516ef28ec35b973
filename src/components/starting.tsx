/** Until it is known who is here. index.html shows the same before any script has run, so that nothing flickers between. */
export const Starting = () => (
  <p className="starting">
    <img src="/favicon.svg" width={22} height={22} alt="" /> Restock
  </p>
);
