namespace FerroGate.Core.Refusals;

/// <summary>Every stable error code that the gateway gives; clients branch on them, so none changes its meaning.</summary>
public static class RefusalCodes
{
    public const string MissingApiKey = "missing_api_key";
    public const string InvalidApiKey = "invalid_api_key";
    public const string InvalidToken = "invalid_token";
    public const string TokenExpired = "token_expired";
    public const string IssuerUnavailable = "issuer_unavailable";
    public const string TooManyWrongCredentials = "too_many_wrong_credentials";
    public const string ApiKeyDisabled = "api_key_disabled";
    public const string ApiKeyExpired = "api_key_expired";
    public const string ClientAddressDenied = "client_address_denied";
    public const string TenantDisabled = "tenant_disabled";
    public const string ScopeDenied = "scope_denied";
    public const string InvalidJson = "invalid_json";
    public const string InvalidRequest = "invalid_request";
    public const string UnsupportedMediaType = "unsupported_media_type";
    public const string PayloadTooLarge = "payload_too_large";
    public const string RequestTimeout = "request_timeout";
    public const string MethodNotAllowed = "method_not_allowed";
    public const string RouteNotFound = "route_not_found";
    public const string StoredResponseUnsupported = "stored_response_unsupported";
    public const string StoredObjectNotFound = "stored_object_not_found";
    public const string PreviousResponseNotFound = "previous_response_not_found";
    public const string ResponseRunning = "response_running";
    public const string StoredElsewhere = "stored_elsewhere";
    public const string StoreUnavailable = "store_unavailable";
    public const string TranslationLoss = "translation_loss";
    public const string DialectUnsupported = "dialect_unsupported";
    public const string ModelNotFound = "model_not_found";
    public const string ModelNotAllowed = "model_not_allowed";
    public const string ModelCapabilityUnsupported = "model_capability_unsupported";
    public const string ContextLengthExceeded = "context_length_exceeded";
    public const string ProviderNotAllowed = "provider_not_allowed";
    public const string PolicyDenied = "policy_denied";
    public const string RateLimitExceeded = "rate_limit_exceeded";
    public const string ConcurrencyLimitExceeded = "concurrency_limit_exceeded";
    public const string BudgetExceeded = "budget_exceeded";
    public const string PriceUnknown = "price_unknown";
    public const string TokenBudgetExceeded = "token_budget_exceeded";
    public const string BudgetHeld = "budget_held";
    public const string BudgetRebuilding = "budget_rebuilding";
    public const string LimitsUnavailable = "limits_unavailable";
    public const string ProviderAuthError = "provider_auth_error";
    public const string ProviderCircuitOpen = "provider_circuit_open";
    public const string ProviderCredentialMissing = "provider_credential_missing";
    public const string ProviderError = "provider_error";
    public const string ProviderDispatchError = "provider_dispatch_error";
    public const string ProviderStreamInterrupted = "provider_stream_interrupted";
    public const string ProviderResponseTooLarge = "provider_response_too_large";
    public const string ProxyUpstreamUnreachable = "proxy_upstream_unreachable";
    public const string ProxyUpstreamTimeout = "proxy_upstream_timeout";
    public const string LedgerUnavailable = "ledger_unavailable";
    public const string GatewayOverloaded = "gateway_overloaded";
    public const string GatewayShuttingDown = "gateway_shutting_down";
    public const string InternalError = "internal_error";
}
