package io.sre4j.example.checkout;

/** What the shop can be asked for, by the template of the path. */
enum Route {
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

  String method() {
    return method;
  }

  String template() {
    return template;
  }
}
