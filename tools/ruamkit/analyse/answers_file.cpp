#include "analysis/change/analyse.hpp"
