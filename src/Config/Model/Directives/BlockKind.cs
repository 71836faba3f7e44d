namespace FerroGate.Config.Model.Directives;

/// <summary>The directives that hold other directives.</summary>
public enum BlockKind
{
    /// <summary><c>route</c>: directives in the order in which they are written.</summary>
    Route,

    /// <summary><c>handle</c>: at most one of its siblings handles a request.</summary>
    Handle,

    /// <summary><c>handle_path</c>: as <c>handle</c>, with the matched prefix taken off the path.</summary>
    HandlePath,
}
