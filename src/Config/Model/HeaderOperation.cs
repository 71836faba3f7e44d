namespace FerroGate.Config.Model;

/// <summary>What a header rule does.</summary>
public enum HeaderOperation
{
    /// <summary>Replaces every value (<c>Name value</c>).</summary>
    Set,

    /// <summary>Adds a value (<c>+Name value</c>).</summary>
    Add,

    /// <summary>Removes the header (<c>-Name</c>).</summary>
    Delete,
}
