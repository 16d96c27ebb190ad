package io.sre4j.example.checkout.load;

/** What the shop can be asked for, by the template of the path. */
public enum Route {
  PRODUCTS("GET", "/products"),
  PRODUCT("GET", "/products/{id}"),
  RECOMMENDATIONS("GET", "/recommendations"),
  CHECKOUT("POST", "/checkout");

  private final String method;
  private final String template;

  Route(String method, String template) {
    this.method = method;
    this.template = template;
  }

  public String method() {
    return method;
  }

  public String template() {
    return template;
  }
}
