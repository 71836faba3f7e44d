namespace FerroGate.Config.Text;

/// <summary>The stable names of everything that can be wrong with a config; scripts and editors may rely on them.</summary>
public static class DiagnosticCodes
{
    public const string AddressConflict = "address-conflict";
    public const string BraceMisplaced = "brace-misplaced";
    public const string BuiltInProviderOption = "built-in-provider-option";
    public const string DuplicateAddress = "duplicate-address";
    public const string DuplicateName = "duplicate-name";
    public const string DuplicateOption = "duplicate-option";
    public const string DuplicateSecret = "duplicate-secret";
    public const string EmptySecret = "empty-secret";
    public const string FileNotFound = "file-not-found";
    public const string FileUnreadable = "file-unreadable";
    public const string IncompleteOption = "incomplete-option";
    public const string InvalidAddress = "invalid-address";
    public const string InvalidHeader = "invalid-header";
    public const string InvalidPath = "invalid-path";
    public const string InvalidSecret = "invalid-secret";
    public const string InvalidUpstream = "invalid-upstream";
    public const string InvalidUrl = "invalid-url";
    public const string InvalidValue = "invalid-value";
    public const string KeySource = "key-source";
    public const string LimitsReversed = "limits-reversed";
    public const string MisplacedDirective = "misplaced-directive";
    public const string MissingArgument = "missing-argument";
    public const string MissingBlock = "missing-block";
    public const string MissingOption = "missing-option";
    public const string MissingUpstream = "missing-upstream";
    public const string NestedTooDeep = "nested-too-deep";
    public const string NoApiKeys = "no-api-keys";
    public const string NoSite = "no-site";
    public const string NotSupported = "not-supported";
    public const string Syntax = "syntax";
    public const string UnclosedBlock = "unclosed-block";
    public const string UnclosedQuote = "unclosed-quote";
    public const string UnexpectedArgument = "unexpected-argument";
    public const string UnexpectedBlock = "unexpected-block";
    public const string UnknownCapability = "unknown-capability";
    public const string UnknownDirective = "unknown-directive";
    public const string UnknownKind = "unknown-kind";
    public const string UnknownOption = "unknown-option";
    public const string UnknownPlaceholder = "unknown-placeholder";
    public const string UnknownReference = "unknown-reference";
    public const string UnknownScope = "unknown-scope";
    public const string UnsetVariable = "unset-variable";
    public const string WrongType = "wrong-type";
}
