package dev.trestle.app.init;

import java.io.Serializable;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What interfaces hold when nobody thought of REST; nothing of it is ever called. */
@SuppressWarnings("unused") // read as a class file, never called
public interface OddService<T extends Comparable<T>> extends OddParent<String> {
    @Override
    void save(String thing);

    void get(int a);

    void get(Integer a);

    void get(long on, Long off, String yes, char no, boolean y);

    void get(String[] a);

    void get(String[][] a);

    void get(List<String> a);

    void get(List<? extends Set<? super Integer>> a, Map<String, ?> b);

    int getURL(String url);

    int getUrl(String url);

    int get_url(String url);

    void varargs(int first, String... rest);

    <X extends Date> X generic(T one, X two, Map.Entry<X, T[]> three, List<T> four);

    CompletableFuture<Loop> later(Loop loop);

    Map<Long, List<Map<Kind, byte[]>>> deep(Map<Long, List<Map<Kind, byte[]>>> value, Loop.Inner[] inner);

    boolean isOn(boolean on);

    void delete(Kind kind, Date when, Locale where, java.math.BigDecimal much);

    void deleteAll();

    void remove(Loop loop);

    void any(Object any, Number number, Serializable serializable, Iterable<Loop> loops, Thread.State state);

    void $dollar(int $a, int _b, int ä, int _B);

    void größe();

    /** Constants that YAML takes for something else. */
    enum Kind {
        on,
        NO,
        y,
        Null,
        _1
    }

    /** Fields that YAML takes for something else, in a class that contains itself. */
    class Loop implements Serializable {
        private static final long serialVersionUID = 1L;
        Loop loop;
        List<Loop> on;
        Map<String, Inner> no;
        String Null;
        int y;
        Other other;
        int[][] grid;
        transient int gone;

        /** Refers to its outer class by a field that is not its own. */
        class Inner implements Serializable {
            private static final long serialVersionUID = 1L;
            Kind kind;
        }
    }

    /** Leads back. */
    final class Other extends Loop {
        private static final long serialVersionUID = 1L;
        Loop back;
        String password;
    }
}
