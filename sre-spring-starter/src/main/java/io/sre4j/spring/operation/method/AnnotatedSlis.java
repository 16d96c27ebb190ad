package io.sre4j.spring.operation.method;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;

/** The SLIs that annotated methods make. */
public final class AnnotatedSlis {
  private static final MetadataLookup<SliEvents> LOOKUP =
      method -> AnnotatedElementUtils.findMergedAnnotation(method, SliEvents.class);

  private AnnotatedSlis() {}

  /** Of all beans, none of which is made for that. Takes about as long as Spring for listeners. */
  public static Set<String> of(ListableBeanFactory beans) {
    Set<String> names = new TreeSet<>();
    for (String bean : beans.getBeanDefinitionNames()) {
      Class<?> type = beans.getType(bean, false);
      if (type != null && !type.getName().startsWith("org.springframework.")) {
        of(ClassUtils.getUserClass(type)).forEach(events -> names.add(events.value()));
      }
    }
    return names;
  }

  static Collection<SliEvents> of(Class<?> type) {
    return methods(type).values();
  }

  private static Map<Method, SliEvents> methods(Class<?> type) {
    return AnnotationUtils.isCandidateClass(type, SliEvents.class)
        ? MethodIntrospector.selectMethods(type, LOOKUP)
        : Map.of();
  }
}
