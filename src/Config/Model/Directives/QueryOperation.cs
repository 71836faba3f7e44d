namespace FerroGate.Config.Model.Directives;

/// <summary>What a rule does with a parameter of the query.</summary>
public enum QueryOperation
{
    /// <summary>Gives it one value (<c>name value</c>).</summary>
    Set,

    /// <summary>Adds a value (<c>+name value</c>).</summary>
    Add,

    /// <summary>Takes it away (<c>-name</c>).</summary>
    Delete,

    /// <summary>Gives it another name (<c>old&gt;new</c>).</summary>
    Rename,
}
