package io.wugan.recognition;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/**
 * Gives back all native memory that was made on this thread while the scope was open, when it is
 * closed. Scopes nest; what is to live longer is made outside of them. Confined to one thread.
 */
final class NativeScope implements AutoCloseable {

  private final PointerScope pointers = new PointerScope();

  /** Says that {@code made}, just created, belongs to this scope. */
  <P extends Pointer> P own(P made) {
    // JavaCPP has attached it to the innermost open scope when it was made.
    return made;
  }

  /** Takes {@code made}, just created, out of the scope that is open, if any; closed by hand. */
  static <P extends Pointer> P keep(P made) {
    made.retainReference();
    PointerScope inner = PointerScope.getInnerScope();
    if (inner != null) {
      inner.detach(made);
    }
    return made;
  }

  @Override
  public void close() {
    pointers.close();
  }
}
