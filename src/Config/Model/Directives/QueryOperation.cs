namespace FerroGate.Config.Model.Directives;

/// <summary>What a rule does with a parameter of the query. Rules are applied in this order, as in Caddy, however they stand.</summary>
public enum QueryOperation
{
    /// <summary>Gives it another name (<c>old&gt;new</c>).</summary>
    Rename,

    /// <summary>Gives it one value (<c>name value</c>).</summary>
    Set,

    /// <summary>Adds a value (<c>+name value</c>).</summary>
    Add,

    /// <summary>Replaces what a regular expression finds in its values (<c>name find replacement</c>); <c>*</c> is every parameter.</summary>
    Replace,

    /// <summary>Takes it away (<c>-name</c>).</summary>
    Delete,
}
