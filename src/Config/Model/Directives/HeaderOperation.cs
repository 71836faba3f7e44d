namespace FerroGate.Config.Model.Directives;

/// <summary>What a header rule does.</summary>
public enum HeaderOperation
{
    /// <summary>Replaces every value (<c>Name value</c>).</summary>
    Set,

    /// <summary>Adds a value (<c>+Name value</c>).</summary>
    Add,

    /// <summary>Removes the header (<c>-Name</c>).</summary>
    Delete,

    /// <summary>Sets it where nothing else has (<c>?Name value</c>); answers only.</summary>
    Default,

    /// <summary>Sets it when the answer is about to be sent (<c>&gt;Name value</c>); answers only.</summary>
    SetLate,

    /// <summary>Replaces what a regular expression finds in its values (<c>Name find replacement</c>).</summary>
    Replace,

    /// <summary>The same, when the answer is about to be sent (<c>&gt;Name find replacement</c>).</summary>
    ReplaceLate,
}
